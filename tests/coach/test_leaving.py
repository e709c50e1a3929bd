"""Leaving is told by acts and what they are done to, and from the same words in another sense."""

from __future__ import annotations

import pytest

from bot.coach.expressing import means_leaving
from tests.coach.evaluate import verdicts


@pytest.mark.parametrize(
    "text",
    [
        "Turn my back on corporate life by 2028",
        "Bid my employer farewell by September",
        "Kiss my day job goodbye before I'm 40",
        "Never set foot in this office again after March",
        "Tell HR that I resign on Monday",
        "Put in my papers on the first of next month",
        "Get taken on by a rival studio by autumn",
        "Interview at three fintechs by March",
        "Start as head of QA at Zalando on 1 July",
        "Turn my sourdough hobby into a living",
        "Swap my desk for a food truck",
        "Hang up my stethoscope at 60",
        "Enrol in a full-time nursing degree",
        "I'm out of here by June",
        "Quit the ward and start at the children's hospice by May",
        "Swap the till for a nursing apprenticeship by September",
        "Work for Doctors Without Borders from next year",
        "Let my contract with the theatre expire in July",
        "Drive for a different bus operator from April",
        "Look for something outside the company this autumn",
        "Leave before the merger in June",
        "Stop practising medicine at 60",
        "My last working day is the last Friday of March",
        "Hand over everything by the last working day here",
        "Train Emil before my last working day",
    ],
)
def test_an_end_another_employer_or_a_living_of_ones_own_is_leaving(text: str) -> None:
    """Each of the ways to leave is found, whatever it is done to is called."""
    assert verdicts(text)["leaving_employer"]


@pytest.mark.parametrize(
    "text",
    [
        "Find a new job for our old forklift",
        "Apply for the open data role in our own company by Friday",
        "Submit my expenses by the last working day of the month",
        "Finish the plan by the last working day before Easter",
        "Post the cards by the last working day before Christmas",
        "File the accounts by the last working day in January",
        "Water the plants on the last working day",
        "Send the tax form on my last working day of January",
        "Keep Marta from leaving by giving her the Oslo project",
        "Part ways with our payroll provider by June",
        "Decline the offer from Bosch and stay",
        "Stop working at 5 pm on Fridays",
        "Quit chess.com for a month",
        "Give my landlord notice by March",
        "Drop the company car",
        "Become a founder member of the chess club",
        "Interview at least three candidates a week",
        "Sell honey next to my job",
        "Get an offer from three roofers by Friday",
        "Get the tiling job at the Millers finished",
        "Switch to Google Workspace by June",
        "Get into Oracle's partner programme by fall",
        "Find out by June why drivers quit in their first month",
        "Hire a full-time gardener by April",
        "Swap the office for the park at lunch on Fridays",
        "Let my insurance contract expire in July",
        "Negotiate severance for the two drivers by June",
        "Read a book on early retirement",
    ],
)
def test_the_same_words_in_another_sense_are_not(text: str) -> None:
    """A thing, somebody else, one's own company, the end of the day: nobody leaves."""
    assert not verdicts(text)["leaving_employer"]


@pytest.mark.parametrize(
    "text",
    [
        "Kündigen und ein Café eröffnen bis 2028",
        "Einen neuen Arbeitgeber finden bis Juni",
        "Bewerbungen an 10 Firmen schicken",
        "Mich selbstständig machen bis 2028",
        "Die Kündigung einreichen",
        "Trouver un nouvel emploi avant juin",
        "Donner ma démission en mai",
        "Dejar mi trabajo en mayo",
    ],
)
def test_it_is_known_in_other_languages(text: str) -> None:
    """The coach reads English, and still keeps to itself what is private in German, French or Spanish."""
    assert verdicts(text)["leaving_employer"]
    assert means_leaving(text)


@pytest.mark.parametrize(
    "text", ["Netflix kündigen", "Handyvertrag kündigen bis Freitag", "Bewerbungen von 5 Kandidaten sichten"]
)
def test_other_things_are_left_in_other_languages_too(text: str) -> None:
    assert not verdicts(text)["leaving_employer"]


@pytest.mark.parametrize(
    "text",
    [
        "Draft the zoning notice for Elm Street and put it before the council on 8 February",
        "Post the planning notice and hand it to the parish clerk",
        "Serve the parking notices for Mill Road by Friday",
        "Have nobody resign from the kitchen crew in 2027",
        "Have fewer than two drivers hand in their notice this year",
        "See no nurse leave the ward this year",
    ],
)
def test_others_and_other_notices_are_not_ones_own(text: str) -> None:
    """None leaves, others leave, and a notice that is told by what it is about."""
    assert not verdicts(text)["leaving_employer"]


@pytest.mark.parametrize(
    "text",
    [
        "Found a two-person law firm with Aisha by January 2028",
        "Open a one-woman pottery studio",
        "Start a small tax practice with my brother",
        "Found a design agency with Li",
        "Go into business with Aisha",
        "Draft my notice and put it on the boss's desk on 8 February",
        "Have my resignation on the director's desk by June",
    ],
)
def test_founding_with_somebody_and_ones_own_notice_are_leaving(text: str) -> None:
    """A firm of two is one's own."""
    assert verdicts(text)["leaving_employer"]


@pytest.mark.parametrize(
    "text",
    [
        "Found a book club with Aisha",
        "Set up a two-person review team with Aisha",
        "Set up a company account with the bank",
        "Launch a two-person bakery stall at the school fair",
        "Hire a two-person law firm for the merger",
    ],
)
def test_founding_something_else_is_not(text: str) -> None:
    """A club, a team, an account and a stall are no firms."""
    assert not verdicts(text)["leaving_employer"]


@pytest.mark.parametrize(
    "text",
    [
        "Apply for three jobs elsewhere every week",
        "I'm fed up here. I will apply for three jobs elsewhere every week until the end of January.",
        "Apply for 5 posts elsewhere",
        "Apply for ten positions elsewhere this month",
        "Look for three vacancies somewhere else",
        "Send five applications elsewhere by May",
        "Move over to the hospital across the river, they pay their nurses better",
        "Move over to the clinic down the road by June",
        "Take over my uncle's vineyard and stop working at the bank before the 2027 harvest",
        "Stop working at 60",
        "Find a new place to work",
        "Sign a contract to teach physics at a rival school by 30 April",
        "My side project should pay the bills by November so I can quit",
    ],
)
def test_jobs_elsewhere_and_the_house_across_the_road_are_leaving(text: str) -> None:
    """However many are applied for, and whatever day stands at the end."""
    assert verdicts(text)["leaving_employer"]


@pytest.mark.parametrize(
    "text",
    [
        "Apply for three grants elsewhere",
        "Apply for a permit",
        "Apply for two roles inside the company",
        "Find jobs elsewhere for the two drivers",
        "Help Anna apply for three jobs elsewhere",
        "Put the four posts elsewhere in the garden",
        "Move the team over to the new office",
        "Move the beds over to the hospital across the river",
        "Go over to the school across the road and paint the fence",
        "Stop working at 5 pm",
        "Stop working by 6 pm every day",
        "Stop working at night",
        "Find a new place to work on my thesis",
        "Sign a contract to clean the windows at the school",
    ],
)
def test_grants_beds_and_the_end_of_the_day_are_not(text: str) -> None:
    """Something else is applied for or moved, and work goes on tomorrow."""
    assert not verdicts(text)["leaving_employer"]
