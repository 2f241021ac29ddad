"""The encrypted vault: keys, events, recorder, backups. The only floor that speaks SQL or holds a key."""

from screening.store import driver as driver  # first: it puts the driver in place before sqlite-utils is imported
from screening.store.entrance import create_vault as create_vault
from screening.store.entrance import open_vault as open_vault
from screening.store.entrance import practice_vault as practice_vault
from screening.store.exchange import Made as Made
from screening.store.exchange import Taken as Taken
from screening.store.exchange import add_contact as add_contact
from screening.store.exchange import contacts as contacts
from screening.store.exchange import look_into as look_into
from screening.store.exchange import make_bundle as make_bundle
from screening.store.exchange import own_card as own_card
from screening.store.exchange import remove_contact as remove_contact
from screening.store.exchange import take_in as take_in
from screening.store.identity import Person as Person
from screening.store.notices import Notice as Notice
from screening.store.passphrase import draw as draw
from screening.store.passphrase import passphrase_trouble as passphrase_trouble
from screening.store.passphrase import read_words as read_words
from screening.store.repair import Rebuilt as Rebuilt
from screening.store.repair import rebuild_vault as rebuild_vault
from screening.store.report import FilesReport as FilesReport
from screening.store.report import verify_files as verify_files
from screening.store.report import verify_vault as verify_vault
from screening.store.second import confirm_officer as confirm_officer
from screening.store.second import confirm_second as confirm_second
from screening.store.second import name_second as name_second
from screening.store.second import second_named as second_named
from screening.store.tables import CaseHead as CaseHead
from screening.store.tries import seconds_to_wait as seconds_to_wait
from screening.store.vault import Vault as Vault
from screening.store.verify import Verification as Verification
