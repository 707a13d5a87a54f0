"""Why a fleet's answer is what it is: what binds, who is left and why, what would help, what decides."""
