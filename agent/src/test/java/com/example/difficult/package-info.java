/** A driver that gives the agent no way to do its work, and an application that uses it. */
package com.example.difficult;
