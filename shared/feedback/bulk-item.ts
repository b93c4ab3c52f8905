/**
 * Request id of one item of a bulk, `<request>#<index>`: each item is told apart by it, and so are records that came
 * in bulk. No other request id holds a `#`.
 */
export const bulkItemRequest = (requestId: string, index: number): string => `${requestId}#${index}`;

/** Whether a record's last change was made by an item of a bulk. */
export const isBulkItem = (requestId: string): boolean => requestId.includes('#');
