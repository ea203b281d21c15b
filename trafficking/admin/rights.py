"""The rights of the desk that are more than adding, changing, deleting and viewing."""

PUBLISHES = "trafficking.publish_revision"
IMPORTS = "trafficking.import_spreadsheet"
SEES_CONFIDENTIAL = "trafficking.view_confidential_location"
