"""From Enter on the passphrase until Vandaag stands and answers a key, with 10.000 gesprekken.

The baseline is the derivation of the key alone, by the same Argon2id: that time is asked on purpose.
"""

import secrets
import time

from benchmarks.meten import Meting, Proefplek, Uitkomst, duur, om_en_om
from benchmarks.werkmappen import groot, wachtwoord

GESPREKKEN = 10_000


def _meet(plek: Proefplek, n: int) -> Uitkomst:
    from benchmarks.app import VANDAAG_STAAT, op_slot
    from benchmarks.gast import ENTER, OMLAAG
    from mgn_tui.store.sleutelbestand import KDF_ONDERGRENS
    from mgn_tui.store.sleutelformaat import ZOUT_BYTES, leid_af

    werkmap = groot(plek, GESPREKKEN)
    woord, zout = wachtwoord().encode(), secrets.token_bytes(ZOUT_BYTES)
    staat_er: list[float] = []

    def klus() -> float:
        with op_slot(werkmap) as gast:
            begin = gast.typ(ENTER)
            staat_er.append(gast.wacht_op(VANDAAG_STAAT) - begin)
            gast.typ(OMLAAG)
            gast.wacht_tot(bool)
            return time.perf_counter() - begin

    leid_af(woord, zout, KDF_ONDERGRENS)  # imports
    basis = duur(lambda: leid_af(woord, zout, KDF_ONDERGRENS))
    tijden = om_en_om(n, {"wij": klus, "basis": basis})
    return Uitkomst(tijden["wij"], tijden["basis"])


METINGEN = (
    Meting(
        "openen",
        "Enter op het wachtwoord tot bruikbaar Vandaag, 10.000 gesprekken",
        1.0,
        "design.md, Promises: Enter on the passphrase to a usable Vandaag; engineering.md 12",
        7,
        _meet,
        eenheid="s",
        pty=True,
    ),
)
