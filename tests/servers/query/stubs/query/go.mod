module github.com/couchbase/query

go 1.21

require (
	github.com/couchbase/cbauth v0.1.10
	github.com/couchbase/clog v0.1.0
	github.com/couchbase/go-couchbase v0.1.1
	github.com/couchbase/go_json v0.0.0-20220330123059-4473a21887c8
	github.com/couchbase/gomemcached v0.2.2-0.20230407174933-7d7ce13da8cc
	github.com/couchbase/n1fty v0.0.0-00010101000000-000000000000
	golang.org/x/crypto v0.15.0
	golang.org/x/net v0.17.0
)
