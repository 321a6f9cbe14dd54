module github.com/couchbase/n1fty

go 1.21
