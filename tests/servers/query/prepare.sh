#!/usr/bin/env bash
# Adds Couchbase's sources to the stubs beside this script. Go cannot build the published module as it
# is: its generated parser is missing, and it imports folders that were never published.
# Runs in a copy of this folder.
set -euo pipefail
cd "$(dirname "$0")/stubs"

# Keeps the files that are here.
complete() {
    local kept
    kept=$(cd / && go mod download "github.com/couchbase/$1@$2" && go env GOMODCACHE)
    tar -C "$kept/github.com/couchbase/$1@$2" -c --exclude ./data --exclude ./test --exclude ./inferencer \
        --exclude ./tutorial --exclude ./docs --exclude '*_test.go' --mode u+w . |
        tar -x --skip-old-files -C "$1"
}

complete query v0.0.0-20231201224521-b47444ea33a9
complete go_json v0.0.0-20220330123059-4473a21887c8
cd query/parser/n1ql
go run golang.org/x/tools/cmd/goyacc@v0.24.0 n1ql.y > /dev/null
