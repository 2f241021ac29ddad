"""Find what is wrong in texts and translations; write the catalogues' templates."""
