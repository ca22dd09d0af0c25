"""What the engine looks at before it evaluates a template: keys that must be there, and keys that nobody has."""

from __future__ import annotations

from mvnetgen.languages.arm_json.json_text import Json, Members
from mvnetgen.languages.arm_json.reading import Reading, child, entry, members
from mvnetgen.languages.hcl.world import World

_TEMPLATE = frozenset(
    {
        *("$schema", "contentversion", "languageversion", "apiprofile", "definitions", "metadata", "parameters"),
        *("variables", "functions", "resources", "outputs", "imports", "extensions", "asserts", "comments", "$comment"),
    }
)
_RESOURCE = frozenset(
    {
        *("type", "apiversion", "name", "location", "tags", "properties", "dependson", "copy", "condition", "comments"),
        *("scope", "sku", "kind", "plan", "identity", "zones", "managedby", "managedbyextended", "resources", "id"),
        *("existing", "metadata", "import", "extension", "resourcegroup", "subscriptionid", "extendedlocation", "etag"),
        *("asserts", "@options", "apiprofile", "placement", "systemdata", "$comments", "extensionconfigs"),
    }
)


def check_template(root: Json, reading: Reading, world: World) -> bool:
    """Note what is wrong with the top of a template; False when it has no resources to look at."""
    span = reading.place(root.start, root.start + 1)
    if not isinstance(root.value, Members):
        world.mistake("a template is an object", span)
        return False
    for name in ("$schema", "contentVersion", "resources"):
        if entry(root, name.lower()) is None:
            world.mistake(f"a template needs `{name}`", span)
    for key, _value in members(root):
        if str(key.value).lower() not in _TEMPLATE:
            world.mistake(f"templates have no `{str(key.value)[:60]}`", reading.span(key))
    return child(root, "resources") is not None


def check_resource(resource: Json, reading: Reading, world: World, *, profiled: bool, nested: bool) -> bool:
    """Note what is wrong with the keys of a resource; False when it is none."""
    span = reading.place(resource.start, resource.start + 1)
    if not isinstance(resource.value, Members):
        world.mistake("a resource is an object", span)
        return False
    extended = entry(resource, "extension") is not None or entry(resource, "import") is not None
    for key, _value in members(resource):
        if str(key.value).lower() not in _RESOURCE:
            world.mistake(f"resources have no `{str(key.value)[:60]}`", reading.span(key))
    for name in ("type", "name", "apiVersion"):
        missing = entry(resource, name.lower()) is None
        if missing and not (extended and name != "type") and not (name == "apiVersion" and profiled):
            world.mistake(f"a resource needs `{name}`", span)
    copy = child(resource, "copy")
    if copy is not None and nested:
        world.mistake("a resource inside another cannot have a `copy`", reading.span(copy))
    if copy is not None and child(copy, "name") is None:
        world.mistake("a `copy` needs a name", reading.span(copy))
    waits = child(resource, "dependson")
    if waits is not None and not isinstance(waits.value, list):
        world.mistake("`dependsOn` is a list", reading.span(waits))
    return entry(resource, "type") is not None
