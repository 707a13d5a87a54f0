"""Other people's solvers on our fleet problem, each with the best model of it that it can be given.

PyVRP and OR-Tools routing cannot say that vehicles share bays and crossings. They solve the relaxed problem, under
exactly our rules otherwise and minute for minute the same dwell; then their plans are driven on the real crossings and
bays. CP-SAT can say everything and gets all the rules in one model.
"""
