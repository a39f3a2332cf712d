const moved = {{ moved }};

function lead(address) {
  return { statusCode: 301, statusDescription: "Moved Permanently", headers: { location: { value: address } } };
}

function handler(event) {
  const request = event.request;
  const name = request.uri.split("/").pop();
  if (moved[request.uri]) return lead(moved[request.uri]);
  if (name && !name.includes(".")) return lead(`${request.uri}/`);
  if (!name) request.uri += "index.html";
  return request;
}
