"""The Bus Evacuation Problem: public instances, and a method that finds the shortest makespan and proves it.

Identical buses start at yards, fetch one bus load at a time at a source and bring it to a shelter with room, until no
load is left; the time of the last arrival is to be the least possible (Bish 2011; Goerigk, Grün and Heßler 2013).
It measures the planner's way of thinking on other people's instances; the product does not use it.
"""
