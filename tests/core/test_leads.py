"""A heavy term leads to the stories that have it, the latest of them where there are many."""

import numpy as np

from reveille.core.leads import LATEST, Leads


def test_votes_are_the_squared_weights_of_what_leads_there():
    leads = Leads()
    leads.add(0, [7, 8])
    leads.add(2, [8, 9])

    assert leads.votes([7, 8, 1], np.array([3.0, 2.0, 1.0]), 4).tolist() == [13.0, 0.0, 4.0, 0.0]


def test_terms_that_nobody_has_lead_nowhere():
    assert Leads().votes([1, 2], np.array([1.0, 1.0]), 3).tolist() == [0.0, 0.0, 0.0]


def test_who_has_gone_is_led_to_no_more():
    leads = Leads()
    leads.add(0, [7, 8])
    leads.add(1, [7])

    leads.drop(0, [7, 8, 9])

    assert leads.votes([7, 8], np.array([1.0, 1.0]), 2).tolist() == [0.0, 1.0]


def test_a_term_of_everybody_leads_to_the_latest():
    leads = Leads()
    for slot in range(3 * LATEST):
        leads.add(slot, [7])

    votes = leads.votes([7], np.array([1.0]), 3 * LATEST)

    assert votes[-LATEST:].all()
    assert votes.sum() <= 2 * LATEST


def test_how_often_a_term_leads_somewhere_is_known_of_those_too_that_were_cut():
    leads = Leads()
    for slot in range(3 * LATEST):
        leads.add(slot, [7])

    leads.drop(0, [7])
    leads.drop(3 * LATEST - 1, [7])

    assert leads.times(7) == 3 * LATEST - 2
    assert leads.times(8) == 0
