"""From one bus to thousands: a fleet on shared calendars, its best timetable and the bound that judges it."""
