/** Whether a record's last change was made by an item of a bulk, whose request id is `<request>#<index>`; no other holds a `#`. */
export const isBulkItem = (requestId: string): boolean => requestId.includes('#');
