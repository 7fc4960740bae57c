/** As much of the servlet API as the agent asks for, which it knows by names only. */
package jakarta.servlet.http;
