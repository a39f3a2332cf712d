// What came of the walk.
() => ({ ...window.auditWalk, missed: window.auditWalk.missed() })
