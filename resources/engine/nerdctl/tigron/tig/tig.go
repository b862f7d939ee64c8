// Package tig stands in for nerdctl's own test helper of that name, which is not published as a
// module. nerdctl mentions this one type where it compiles; the program never uses it.
package tig

// T is what a test offers to its helpers.
type T interface {
	Helper()
	FailNow()
	Fail()
	Log(args ...any)
	Name() string
	TempDir() string
}
