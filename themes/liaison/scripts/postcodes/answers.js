// What a table of postcodes answers when it can name no area.

/** The outward code ("SW9") is not in the table. */
export const NO_DISTRICT = -1;
/** The district has no such sector ("SW9 3"), or the letters are none that postcodes end with. */
export const NO_SECTOR = -2;
