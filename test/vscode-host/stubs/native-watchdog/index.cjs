// Stands in for the native module that ends the server when its parent dies; the launcher ends it instead.
exports.start = () => {};
