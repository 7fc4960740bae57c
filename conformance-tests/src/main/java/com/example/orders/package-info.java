/**
 * An order-entry program as they were written for desktops in 2005: one connection a user, data access
 * objects, beans, the text of an SQLException in a message box. Written for a plain database; it is what
 * the demo runs, and nothing in it is made for that.
 */
package com.example.orders;
