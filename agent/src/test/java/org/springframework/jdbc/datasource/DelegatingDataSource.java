package org.springframework.jdbc.datasource;

/** As far as the tests need it. */
public class DelegatingDataSource {}
