"""Leaving in languages that the coach does not read otherwise, and what only sounds like it there."""

from __future__ import annotations

import pytest

from bot.coach.expressing import means_leaving


@pytest.mark.parametrize(
    "text",
    [
        "Zu einer anderen Kanzlei wechseln bis Sommer",
        "In eine andere Kanzlei wechseln",
        "Zu einer anderen Anwaltskanzlei gehen",
        "Bis Mai bei einer anderen Agentur anfangen",
        "In ein anderes Krankenhaus wechseln",
        "In einem anderen Betrieb arbeiten",
        "Zu einem anderen Arbeitgeber gehen",
        "Ab Herbst in einer anderen Klinik arbeiten",
        "Zur Konkurrenz gehen",
        "Mich beruflich neu orientieren",
        "Mich beruflich verändern",
        "Den Beruf wechseln",
        "Die Kanzlei verlassen",
        "Einen Aufhebungsvertrag aushandeln",
        "Aus der Firma ausscheiden",
        "Meinen Lebenslauf aktualisieren",
        "Drei Vorstellungsgespräche bei Banken haben",
        "Quereinsteiger werden",
        "Den Schuldienst verlassen",
        "Einen Headhunter treffen",
        "Eine Umschulung machen",
        "Die Branche wechseln",
        "Drei Gehälter sparen vor meiner Kündigung",
        "Passer dans un autre cabinet",
        "Négocier une rupture conventionnelle",
        "Changer de métier avant l'été",
        "Travailler pour une autre entreprise",
        "Me reconvertir dans le bois",
        "Pasarme a la competencia",
        "Irme a otra empresa en mayo",
        "Trabajar en otro bufete",
        "Dejar la enseñanza",
    ],
)
def test_leaving_is_known_in_other_languages(text: str) -> None:
    assert means_leaving(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die Akten an eine andere Kanzlei abgeben",
        "Das Mandat zu einer anderen Kanzlei bringen",
        "Meine Mutter in eine andere Klinik bringen",
        "Mit meinem Sohn in eine andere Praxis gehen",
        "In eine andere Wohnung ziehen",
        "In eine andere Stadt reisen",
        "Zu einem anderen Ergebnis kommen",
        "In einem anderen Verein spielen",
        "In eine neue Schule gehen: Elternabend besuchen",
        "Unsere Daten in eine neue Agentur umziehen",
        "Kunden in einer anderen Agentur besuchen",
        "Die Kanzlei aufräumen",
        "Die Praxis neu streichen",
        "Zehn Bewerber interviewen",
        "Vorstellungsgespräche mit Bewerbern führen",
        "Den Stromvertrag wechseln",
        "Den Lebenslauf von Goethe lesen",
        "Licht ausmachen, bevor ich gehe",
        "Eine neue Firma für die Reinigung finden",
        "Visiter une autre ville",
        "Lire dans une autre langue",
        "Envoyer le dossier vers un autre cabinet",
        "Visitar a otra amiga",
        "Hablar en otro idioma",
        "Vender a otra agencia",
    ],
)
def test_what_only_sounds_like_it_there_is_told_as_it_is(text: str) -> None:
    assert not means_leaving(text)
