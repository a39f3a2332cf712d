// What the visit has left behind on the device.
async () => ({
  local: localStorage.length,
  session: sessionStorage.length,
  databases: (await indexedDB.databases?.())?.length ?? 0,
  caches: (await globalThis.caches?.keys())?.length ?? 0, // over plain http there are none
})
