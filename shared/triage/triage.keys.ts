/** Where a record's item lies, without the company. */
export const itemKey = (itemId: string) => ({ pk: `tri#${itemId}`, sk: 'item' });

/** Where all items lie about which anybody ever decided; one whose decision was taken back stays there. */
export const DECIDED = 'tri#decided';
