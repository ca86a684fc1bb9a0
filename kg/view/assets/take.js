// Stub.
export async function savePicture() {}
export async function saveTurtle() {}
export async function saveCsv() {}
