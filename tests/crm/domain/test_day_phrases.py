"""Every phrase that is understood, with the day it means (`!`: one warning each)."""

from datetime import datetime

import pytest

from crm.domain.calendar import LONDON, to_local
from crm.domain.next_steps import When, read_when

PHRASES = """
@ 2003-03-14 10:00
today = 2003-03-14
today 2pm = 2003-03-14 14:00
today at 14:30 = 2003-03-14 14:30
14:30 = 2003-03-14 14:30
2pm = 2003-03-14 14:00
2 pm = 2003-03-14 14:00
2:30pm = 2003-03-14 14:30
2.30pm = 2003-03-14 14:30
14.30 = 2003-03-14 14:30
noon = 2003-03-14 12:00
midday = 2003-03-14 12:00
12 noon = 2003-03-14 12:00
this afternoon = 2003-03-14 early afternoon
this morning = 2003-03-14 morning
this morning at 11 = 2003-03-14 11:00
late this afternoon = 2003-03-14 late afternoon
this afternoon at 3 = 2003-03-14 15:00
3 this afternoon = 2003-03-14 15:00
3pm this afternoon = 2003-03-14 15:00
today pm = 2003-03-14 early afternoon
late afternoon today = 2003-03-14 late afternoon
tomorrow = 2003-03-15 !
tom = 2003-03-15 !
tmrw = 2003-03-15 !
tomorrow am = 2003-03-15 morning !
tomorrow pm = 2003-03-15 early afternoon !
tomorrow morning = 2003-03-15 morning !
first thing tomorrow = 2003-03-15 morning !
tomorrow 9:30 = 2003-03-15 09:30 !
9.30 tomorrow = 2003-03-15 09:30 !
tomorrow at noon = 2003-03-15 12:00 !
tomorrow afternoon at 3 = 2003-03-15 15:00 !
at 3 tomorrow afternoon = 2003-03-15 15:00 !
day after tomorrow = 2003-03-16 !
the day after tomorrow at 10am = 2003-03-16 10:00 !
mon = 2003-03-17
monday = 2003-03-17
Mon. = 2003-03-17
MONDAY MORNING = 2003-03-17 morning
mon 9:30 = 2003-03-17 09:30
on monday at 9:30 = 2003-03-17 09:30
tue = 2003-03-18
tues 2pm = 2003-03-18 14:00
tue 2pm = 2003-03-18 14:00
2pm tue = 2003-03-18 14:00
tuesday 14:00 = 2003-03-18 14:00
tue 1430 = 2003-03-18 14:30
tue pm = 2003-03-18 early afternoon
weds = 2003-03-19
wed 11 a.m. = 2003-03-19 11:00
wed, 11 am = 2003-03-19 11:00
wednesday late afternoon = 2003-03-19 late afternoon
thu = 2003-03-20
thur 4:15pm = 2003-03-20 16:15
thurs = 2003-03-20
thursday at noon = 2003-03-20 12:00
fri = 2003-03-21 !
fri 4pm = 2003-03-21 16:00 !
this friday = 2003-03-14
friday this week = 2003-03-14
sat = 2003-03-15 !
sunday = 2003-03-16 !
this sunday = 2003-03-16 !
next monday = 2003-03-17
next tuesday = 2003-03-18
next fri = 2003-03-21
next friday 10am = 2003-03-21 10:00
next thursday morning = 2003-03-20 morning
tuesday next week = 2003-03-18
next week tuesday = 2003-03-18
next week on wed 3pm = 2003-03-19 15:00
tue week = 2003-03-25
monday week = 2003-03-24
a week on tue = 2003-03-25
week on friday = 2003-03-28
2 weeks on thu = 2003-04-03
three weeks on monday 10am = 2003-04-07 10:00
coming tuesday = 2003-03-18
this coming tue = 2003-03-18
@ 2003-03-14 10:01
+1d = 2003-03-15 !
+3d = 2003-03-17
3d = 2003-03-17
+ 3 d = 2003-03-17
3 days = 2003-03-17
in 3 days = 2003-03-17
in 3 days' time = 2003-03-17
three days from now = 2003-03-17
in a week = 2003-03-21
1w = 2003-03-21
2w = 2003-03-28
+2w = 2003-03-28
2 wks = 2003-03-28
2 weeks = 2003-03-28
in two weeks = 2003-03-28
in 3 weeks = 2003-04-04
in 3 weeks at 10am = 2003-04-04 10:00
3 weeks time = 2003-04-04
a week today = 2003-03-21
week tomorrow = 2003-03-22 !
a fortnight = 2003-03-28
in a fortnight = 2003-03-28
in 2 fortnights = 2003-04-11
+1wd = 2003-03-17
+3wd = 2003-03-19
3wd = 2003-03-19
3wd am = 2003-03-19 morning
3 working days = 2003-03-19
in 3 working days = 2003-03-19
5 business days = 2003-03-21
10wd 2pm = 2003-03-28 14:00
+0d = 2003-03-14
1 month = 2003-04-14
in a month = 2003-04-14
+2mo = 2003-05-14
6 months = 2003-09-14 !
in 12 months = 2004-03-14 !
a year = 2004-03-14 !
in 1 year = 2004-03-14 !
+30min = 2003-03-14 10:31
in 30 minutes = 2003-03-14 10:31
in 2 hours = 2003-03-14 12:01
+2h = 2003-03-14 12:01
in an hour = 2003-03-14 11:01
half an hour = 2003-03-14 10:31
in half an hour = 2003-03-14 10:31
90 mins = 2003-03-14 11:31
@ 2003-03-14 10:02
14 mar = 2003-03-14
14 March 2003 = 2003-03-14
14 mar 3pm = 2003-03-14 15:00
15 mar = 2003-03-15 !
17 march = 2003-03-17
17th march = 2003-03-17
17th of march = 2003-03-17
the 17th of March = 2003-03-17
mar 17 = 2003-03-17
march 17th = 2003-03-17
march the 17th 10am = 2003-03-17 10:00
17 mar 2003 10:30 = 2003-03-17 10:30
17mar = 2003-03-17
17/03 = 2003-03-17
17/3 = 2003-03-17
17/3 2pm = 2003-03-17 14:00
17/03/03 = 2003-03-17
17/03/2003 = 2003-03-17
17/03/2003 15:00 = 2003-03-17 15:00
17-03-2003 = 2003-03-17
17.03.2003 = 2003-03-17
17.3.2003 9:05 = 2003-03-17 09:05
2003-03-17 = 2003-03-17
2003-03-17 15:00 = 2003-03-17 15:00
2003-03-17T15:00 = 2003-03-17 15:00
15:00 17/03 = 2003-03-17 15:00
mon 17 mar = 2003-03-17
monday 17 march 2003 = 2003-03-17
mon 17/03 9:30 = 2003-03-17 09:30
mon 17th = 2003-03-17
the 17th = 2003-03-17
17th = 2003-03-17
17th at 2pm = 2003-03-17 14:00
mon the 17th = 2003-03-17
13th = 2003-04-13 !
31st = 2003-03-31
1 mar = 2004-03-01 !
1 mar 9:30 = 2004-03-01 09:30 !
1 apr = 2003-04-01
1st april 8:30 = 2003-04-01 08:30
5 jan = 2004-01-05 !
29 feb 2004 = 2004-02-29 !
18 apr = 2003-04-18 !
21/4 10:00 = 2003-04-21 10:00 !
5 may = 2003-05-05 !
26 may = 2003-05-26 !
25 aug = 2003-08-25 !
24 dec = 2003-12-24
25 dec 2003 = 2003-12-25 !
26 december = 2003-12-26 !
1 jan = 2004-01-01 ! !
19:00 = 2003-03-14 19:00 !
8:00 mon = 2003-03-17 08:00 !
mon 2:30 = 2003-03-17 02:30 !
tue 17:30 = 2003-03-18 17:30 !
tue 17:29 = 2003-03-18 17:29
12am tue = 2003-03-18 00:00 !
12pm tue = 2003-03-18 12:00
end of month = 2003-03-31
end of the month = 2003-03-31
eom = 2003-03-31
month end = 2003-03-31
end of march = 2003-03-31
end of week = 2003-03-14
end of next week = 2003-03-21
end of next month = 2003-04-30
end of may = 2003-05-31 !
end of year = 2003-12-31
end of february = 2004-02-29 ! !
start of next week = 2003-03-17
start of next month = 2003-04-01
beginning of april = 2003-04-01
start of april 10am = 2003-04-01 10:00
end of month 10am = 2003-03-31 10:00
@ 2003-03-29 09:00
today = 2003-03-29 !
tomorrow 02:30 = 2003-03-30 02:30 ! !
30 mar 00:59 = 2003-03-30 00:59 ! !
mon = 2003-03-31
end of month = 2003-03-31
@ 2003-10-24 16:00
sun 01:30 = 2003-10-26 01:30 ! ! !
sunday 02:30 = 2003-10-26 02:30 ! !
26 oct = 2003-10-26 !
this afternoon = 2003-10-24 late afternoon
27 oct 9:00 = 2003-10-27 09:00
end of month = 2003-10-31
@ 2003-12-23 11:00
+1d = 2003-12-24
+2d = 2003-12-25 !
+1wd = 2003-12-24
+2wd = 2003-12-29
+3wd = 2003-12-30
thu = 2003-12-25 !
thursday 10am = 2003-12-25 10:00 !
1w = 2003-12-30
next week thu = 2004-01-01 !
5 jan = 2004-01-05 !
2 jan = 2004-01-02 !
1/1 = 2004-01-01 ! !
in 2 weeks = 2004-01-06
end of month = 2003-12-31
end of the year = 2003-12-31
@ 2004-01-31 09:00
1 month = 2004-02-29 ! !
in 2 months = 2004-03-31
+1mo 10am = 2004-02-29 10:00 ! !
29 feb = 2004-02-29 !
31st = 2004-01-31 !
1st = 2004-02-01 !
end of month = 2004-01-31 !
end of next month = 2004-02-29 !
mon = 2004-02-02
@ 2003-04-16 15:30
this afternoon = 2003-04-16 late afternoon
thu = 2003-04-17
fri = 2003-04-18 !
+2d = 2003-04-18 !
+2wd = 2003-04-22
mon = 2003-04-21 !
tuesday 10am = 2003-04-22 10:00
in a week = 2003-04-23
early afternoon tomorrow = 2003-04-17 early afternoon
late afternoon tomorrow = 2003-04-17 late afternoon
@ 2003-03-10 09:00
mon = 2003-03-17 !
tue = 2003-03-11
this tue = 2003-03-11
next tue = 2003-03-18 !
next tuesday 10am = 2003-03-18 10:00 !
tuesday next week = 2003-03-18
next mon = 2003-03-17
end of week = 2003-03-14
sunday = 2003-03-16 !
@ 2003-03-16 09:00
mon = 2003-03-17
next tue = 2003-03-18
tue = 2003-03-18
next sunday = 2003-03-23 !
this sunday = 2003-03-16 !
sun week = 2003-03-30 !
@ 2003-06-14 23:30
today = 2003-06-14 !
tomorrow = 2003-06-15 !
mon = 2003-06-16
0:15 tomorrow = 2003-06-15 00:15 ! !
+1h = 2003-06-15 00:30 ! !
"""


def table() -> list[tuple[datetime, str, str]]:
    rows, now = [], datetime.min
    for line in PHRASES.strip().splitlines():
        if line.startswith("@"):
            now = datetime.fromisoformat(line[2:]).replace(tzinfo=LONDON)
        else:
            phrase, meaning = line.split(" = ")
            rows.append((now, phrase, meaning))
    return rows


def told(when: When) -> str:
    clock = [f"{to_local(when.at):%H:%M}"] if when.at else []
    part = [str(when.part)] if when.part else []
    return " ".join([when.day.isoformat(), *clock, *part, *("!" for _ in when.warnings)])


def test_the_table_is_long() -> None:
    assert len(table()) >= 250


@pytest.mark.parametrize(("now", "phrase", "meaning"), table())
def test_a_phrase_means_its_day(now: datetime, phrase: str, meaning: str) -> None:
    assert told(read_when(phrase, now)) == meaning
    assert told(read_when(f"  {phrase.upper()} ", now)) == meaning
