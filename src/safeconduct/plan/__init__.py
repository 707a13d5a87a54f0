"""From a situation to a plan with its proof: instance, bound, greedy, exact search, remedies, audit, deciding claims."""
