/** Applications that know nothing of noclobber, to be run with the agent. */
package com.example.legacy;
