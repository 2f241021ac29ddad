"""Read the layouts of forms, fill them with what each recipient may have, and render them."""
