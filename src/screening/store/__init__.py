"""The encrypted vault: keys, events, recorder, backups. The only floor that speaks SQL or holds a key."""

from screening.store import driver as driver  # first: it puts the driver in place before sqlite-utils is imported
from screening.store.notices import Notice as Notice
from screening.store.tables import CaseHead as CaseHead
from screening.store.vault import Vault as Vault
from screening.store.vault import create_vault as create_vault
from screening.store.vault import open_vault as open_vault
from screening.store.vault import practice_vault as practice_vault
from screening.store.verify import Verification as Verification
