/** As much of Spring as the agent asks for, which it knows by names only. */
package org.springframework.jdbc.datasource;
