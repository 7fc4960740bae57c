package com.example.shop;

import java.io.IOException;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;

/** Trims what users type, by a request of its own before that of the server. */
public class WrappingFilter implements Filter {
    public void init(FilterConfig config) {}

    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request) {
                    public String getParameter(String name) {
                        String value = super.getParameter(name);
                        return value == null ? null : value.trim();
                    }
                },
                response);
    }

    public void destroy() {}
}
