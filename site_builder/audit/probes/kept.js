// What the visit has left behind on the device.
async () => ({
  local: localStorage.length,
  session: sessionStorage.length,
  databases: (await indexedDB.databases?.())?.length ?? 0,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
})
