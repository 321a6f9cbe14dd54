module profile-browser/tests/servers/query

go 1.21

require github.com/couchbase/query v0.0.0-20231201224521-b47444ea33a9

require (
	github.com/couchbase/cbauth v0.1.10 // indirect
	github.com/couchbase/clog v0.1.0 // indirect
	github.com/couchbase/go-couchbase v0.1.1 // indirect
	github.com/couchbase/go_json v0.0.0-20220330123059-4473a21887c8 // indirect
	github.com/couchbase/gomemcached v0.2.2-0.20230407174933-7d7ce13da8cc // indirect
	github.com/couchbase/goutils v0.1.2 // indirect
	github.com/couchbase/n1fty v0.0.0-00010101000000-000000000000 // indirect
	github.com/pkg/errors v0.9.1 // indirect
	golang.org/x/crypto v0.15.0 // indirect
)

replace (
	github.com/couchbase/go_json => ./stubs/go_json
	github.com/couchbase/n1fty => ./stubs/n1fty
	github.com/couchbase/query => ./stubs/query
)
