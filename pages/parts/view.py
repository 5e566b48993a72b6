"""What is looked at: plan or plans, the day they are judged, the filters, and the address that it all came from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from data.filters import Filters
from pages.parts import address, selection, words
from pages.parts.address import Address
from pages.parts.links import Links, Value


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """One plan of the register, as the question `plans` gives it."""

    name: str
    followed_up: date | None
    whole_year: bool
    first_known: date
    as_of: date
    example: bool
    mixed: bool
    documents: int
    year: int
    district: str


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows. `plan` is the one plan in the row, `together` all that are shown (most pages: just that one),
    `selection` the filters beside plan and day, `names_hidden` whether persons are shown by initials, `further` what
    the address narrows further (AND before a filter's name), each with its name there."""

    plan: PlanChoice
    plans: tuple[PlanChoice, ...]
    together: tuple[PlanChoice, ...]
    as_of: date
    selection: Filters
    address: Address
    names_hidden: bool
    further: tuple[tuple[str, Filters], ...] = ()

    @property
    def several(self) -> bool:
        """More than one plan is shown."""
        return len(self.together) > 1

    @property
    def wants_several(self) -> bool:
        """The address names districts or years, whether the page can show several plans or not."""
        return any(name in self.address.more for name in (address.DISTRICTS, address.YEARS))

    @property
    def area(self) -> str:
        """The area that is chosen, "" for all."""
        return next(iter(self.selection.areas), "")

    @property
    def narrowed(self) -> bool:
        """Some filter chooses among the measures."""
        return self.selection != Filters()

    @property
    def within(self) -> str:
        """« i urvalet» where the measures are not all of the plan's, for sentences; else ""."""
        return " i urvalet" if self.narrowed else ""

    @property
    def at_default(self) -> bool:
        """Judged on the plan's own day, the day of its latest follow-up; each on its own when there are several."""
        if self.several:
            return self.address.as_of is None
        return self.as_of == self.together[0].as_of

    @property
    def whole(self) -> Filters:
        """The plans and the day alone, without any filter."""
        return Filters(plans=tuple(plan.name for plan in self.together), as_of=None if self.at_default else self.as_of)

    @property
    def filters(self) -> Filters:
        """All that is chosen, as every question takes it."""
        return replace(self.selection, plans=self.whole.plans, as_of=self.whole.as_of)

    def without(self, *names: str) -> View:
        """The same view without some of its filters."""
        nothing = {choice.field: () for choice in selection.CHOICES if choice.name in names}
        return replace(self, selection=replace(self.selection, **nothing))  # type: ignore[arg-type]

    @property
    def links(self) -> Links:
        """Writes addresses that keep all that is chosen."""
        base: dict[str, Value] = {
            "plan": self.plan.name,
            "datum": "" if self.at_default else self.as_of.isoformat(),
            "omrade": "",
            **selection.written(self.selection),
            **{name: self.address.more.get(name, ()) for name in (address.DISTRICTS, address.YEARS)},
            address.NAMES: address.HIDDEN if self.names_hidden else "",
        }
        return Links(base)

    @property
    def here(self) -> Links:
        """As `links`, with what the page alone has in its address."""
        base = self.links.base
        return Links({**base, **self.address.of_the_list, **base})

    def listed_on(self, page: str) -> Links:
        """As `links`, with all that `page` has in its address: a measure opened with it finds its way back there."""
        return Links({**self.here.base, address.OPENED_FROM: page})

    @property
    def name(self) -> str:
        """The plan's name; of several, how many they are."""
        return f"{words.number(len(self.together))} planer" if self.several else self.together[0].name

    @property
    def judged(self) -> str:
        """«per 13 november 2024» or «efter 2024 års slut»."""
        if self.several and self.at_default:
            return "per varje plans senaste uppföljning"
        whole_year = not self.several and self.together[0].whole_year
        return words.judged_at(self.as_of, whole_year and self.at_default)

    @property
    def filters_in_words(self) -> list[str]:
        """Each filter in force as «Status: Pågår eller Ej påbörjad»."""
        return selection.in_words(self.selection)

    @property
    def in_words(self) -> str:
        """The filters as one line, for paper and for files."""
        said = self.filters_in_words
        chosen = said if self.area else ["alla områden", *said]
        plans = f"{self.name}: {', '.join(plan.name for plan in self.together)}" if self.several else self.name
        hidden = ["namn dolda"] if self.names_hidden else []
        head = f"Åtgärdsplaner, {plans}" if self.several else f"Åtgärdsplan {plans}"
        return " · ".join([head, f"bedömd{'a' if self.several else ''} {self.judged}", *chosen, *hidden])
