package io.noclobber.conformance.value;

import static io.noclobber.conformance.value.TypeSamples.of;
import static io.noclobber.conformance.value.TypeSamples.padded;
import static io.noclobber.conformance.value.TypeSamples.strings;

import io.noclobber.conformance.database.Engine;
import java.util.ArrayList;
import java.util.List;

/** The types of PostgreSQL, whatever its release. */
abstract class PostgresColumnRules extends ColumnRuleContract {
    PostgresColumnRules(Engine engine) {
        super(engine);
    }

    @Override
    protected List<String> preparation() {
        return List.of(
                "DROP SCHEMA IF EXISTS nc_types CASCADE",
                "CREATE SCHEMA nc_types",
                "SET search_path TO nc_types",
                "CREATE TYPE mood AS ENUM ('a', 'A', 'b')",
                "CREATE TYPE comp AS (x numeric, y text)",
                "CREATE DOMAIN posint AS int CHECK (VALUE > 0)",
                "CREATE DOMAIN amount AS numeric",
                "CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
    }

    @Override
    protected List<TypeSamples> types() {
        List<TypeSamples> types = new ArrayList<>(List.of(
                of("smallint", "0", "1", "-1"),
                of("integer", "0", "1", "2147483647"),
                of("bigint", "0", "9007199254740992", "9007199254740993"),
                of("posint", "1", "2"),
                of("oid", "1", "4294967295"),
                of("numeric", "1", "1.0", "1.00", "0", "0.0", "'NaN'", "1e30", "1.000000000000000000000000000001"),
                of("amount", "1", "1.0"),
                of("numeric(10,2)", "0", "1.00", "1.01", "-1.00", "'NaN'"),
                of("real", "0.1", "0.10000001", "0", "'-0'", "'NaN'", "'Infinity'", "1e10", "1.1754944e-38"),
                of("double precision", "0.1", "0.10000000000000002", "0", "'-0'", "'NaN'", "'-Infinity'", "1e10"),
                of("money", "1", "1.01", "1000000.5", "-1"),
                of("boolean", "true", "false"),
                padded("char(5)"),
                of("\"char\"", "'a'", "'A'"),
                of("name", "'a'", "'A'", "'a '"),
                strings("varchar(20)"),
                strings("text"),
                strings("varchar(20) COLLATE ci"),
                strings("text COLLATE ci"),
                of("bytea", "''", "'\\x00'", "'\\x0000'", "'\\xff'"),
                of(
                        "date",
                        "'2024-02-29'",
                        "'2024-03-01'",
                        "'1582-10-10'",
                        "'0044-03-15 BC'",
                        "'infinity'",
                        "'-infinity'"),
                of("time", "'00:00'", "'24:00'", "'23:59:59.999999'", "'02:30'", "'10:00:00.000001'"),
                of("time(3)", "'10:00'", "'10:00:00.001'"),
                of("time with time zone", "'10:00+01'", "'11:00+02'", "'10:00:00.000001+01'"),
                of(
                        "timestamp",
                        "'2024-03-10 02:30'",
                        "'2024-03-10 03:30'",
                        "'2024-03-10 03:30:00.000001'",
                        "'1582-10-10 00:00'",
                        "'infinity'",
                        "'-infinity'"),
                of(
                        "timestamptz",
                        "'2024-11-03 01:30-04'",
                        "'2024-11-03 01:30-05'",
                        "'2024-11-03 01:30:00.000001-05'",
                        "'infinity'"),
                of("timestamptz(3)", "'2024-11-03 01:30-04'", "'2024-11-03 01:30:00.001-04'"),
                of("interval", "'1 day'", "'24 hours'", "'1 month'", "'30 days'", "'0.000001 s'"),
                of("uuid", "'00000000-0000-0000-0000-000000000001'", "'00000000-0000-0000-0000-000000000002'"),
                of("mood", "'a'", "'A'", "'b'"),
                of("json", "'{\"a\":1}'", "'{\"a\": 1}'", "'1'", "'1.0'"),
                of("jsonb", "'{\"a\":1}'", "'1'", "'1.0'", "'\"1\"'"),
                of("jsonpath", "'$.a'", "'$.A'"),
                of("point", "'(1,2)'", "'(1,2.0000000001)'", "'(1e10,2)'", "'(Infinity,NaN)'"),
                of("box", "'(1,2),(0,0)'", "'(2,1),(0,0)'"),
                of("circle", "'<(0,0),1>'", "'<(5,5),1>'"),
                of("path", "'((0,0),(1,1))'", "'((0,0),(1,2))'"),
                of("lseg", "'[(0,0),(1,1)]'", "'[(0,0),(1,1.000000000000001)]'"),
                of("int[]", "'{1,2}'", "'{1}'", "'{1,NULL}'", "'{{1,2},{3,4}}'", "'{}'"),
                of(
                        "text[]",
                        "'{a}'",
                        "'{A}'",
                        "'{\"a b\",NULL}'",
                        "'{\"NULL\"}'",
                        "'{NULL}'",
                        "'{\"a\\\"b\\\\\"}'",
                        "'{\"\"}'"),
                of("numeric[]", "'{1}'", "'{1.0}'"),
                of("float8[]", "'{1}'", "'{1.5,NULL}'", "'{0}'", "'{-0}'", "'{NaN}'", "'{1e10}'", "'{Infinity}'"),
                of("real[]", "'{0.1}'", "'{0.10000001}'", "'{NULL}'"),
                of("bytea[]", "ARRAY['\\x01'::bytea]", "ARRAY['\\x0100'::bytea]"),
                of("uuid[]", "'{00000000-0000-0000-0000-000000000001}'", "'{}'"),
                of("timestamptz[]", "'{2024-11-03 01:30-04}'", "'{2024-11-03 01:30-05}'"),
                of("int4range", "'[1,3)'", "'[1,4)'"),
                of("numrange", "'[1,3)'", "'[1.0,3)'"),
                of("inet", "'10.0.0.1'", "'10.0.0.1/24'"),
                of("macaddr", "'08:00:2b:01:02:03'", "'08:00:2b:01:02:04'"),
                of("bit(1)", "B'0'", "B'1'"),
                of("bit(4)", "B'0001'", "B'1000'"),
                of("bit varying(8)", "B'1'", "B'01'"),
                of("tsvector", "'a b'", "'a:1 b'"),
                of("comp", "ROW(1,'a')", "ROW(1.0,'a')", "ROW(1,'A')", "ROW(1,NULL)")));
        types.add(of("xml", "'<a/>'", "'<a></a>'", "'<a b=\"1\"/>'", "'<?xml version=\"1.0\"?><b/>'"));
        return types;
    }
}
