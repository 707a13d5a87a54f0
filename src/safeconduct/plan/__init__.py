"""From a situation to a plan with its proof: instance, bound, search, remedies, audit, deciding claims."""
