"""Workspace YAML, right and wrong, in every field: what azure-ai-ml and mvnetgen have to agree about."""

from itertools import product

GUID = "00000000-1111-2222-3333-444444444444"
GROUP = f"/subscriptions/{GUID}/resourceGroups/ml/providers"
STORAGE = f"{GROUP}/Microsoft.Storage/storageAccounts/lake"
VAULT = f"{GROUP}/Microsoft.KeyVault/vaults/kv"
REGISTRY = f"{GROUP}/Microsoft.ContainerRegistry/registries/cr"
INSIGHTS = f"{GROUP}/Microsoft.Insights/components/ai"
HUB = f"{GROUP}/Microsoft.MachineLearningServices/workspaces/hub"
IDENTITY = f"{GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/me"
SUBNET = f"{GROUP}/Microsoft.Network/virtualNetworks/net/subnets/ml"

ODD_VALUES = {
    "text": "some-text",
    "empty": "''",
    "null": "null",
    "number": "5",
    "float": "1.5",
    "true": "true",
    "list": "[x]",
    "map": "{x: y}",
    "date": "2024-01-02",
}
TEXTS = (
    "location",
    "resource_group",
    "description",
    "display_name",
    "image_build_compute",
    "system_datastores_auth_mode",
    "primary_user_assigned_identity",
    "discovery_url",
    "id",
    "mlflow_tracking_uri",
    "$schema",
)
FLAGS = ("hbi_workspace", "provision_network_now", "enable_data_isolation", "allow_roleassignment_on_rg")
FLAG_VALUES = (
    "true",
    "False",
    "yes",
    "'no'",
    "'TRUE'",
    "'tRuE'",
    "'Yes'",
    "'t'",
    "'1'",
    "1",
    "0",
    "2",
    "-1",
    "1.0",
    "0.5",
)
FLAG_VALUES += ("'on'", "'maybe'", "''", "null", "[]", "{}", "2024-01-02")
DEPENDENCIES = {
    "storage_account": STORAGE,
    "key_vault": VAULT,
    "container_registry": REGISTRY,
    "application_insights": INSIGHTS,
    "workspace_hub": HUB,
}
MODES = (
    "disabled",
    "Disabled",
    "DISABLED",
    "allow_internet_outbound",
    "AllowInternetOutbound",
    "allowInternetOutbound",
    "ALLOW_INTERNET_OUTBOUND",
    "Allow_internet_outbound",
    "AllowINTERNETOutbound",
    "allow_InternetOutbound",
    "Allow_Internet_Outbound",
    "allowinternetoutbound",
    "ALLOWINTERNETOUTBOUND",
    "allow-internet-outbound",
    "allow_internet_outbound ",
    "allow_internet_outbound,",
    "allow_only_approved_outbound",
    "AllowOnlyApprovedOutbound",
    "allow_only_aproved_outbound",
    "dISABLED",
    "enabled",
    "",
)
SKUS = ("standard", "basic", "Standard", "BASIC", "sTANDARD", "premium", "", " basic")
ACCESS = (
    "enabled",
    "disabled",
    "Enabled",
    "DISABLED",
    "eNaBlEd",
    "_enabled",
    " enabled ",
    "en_abled",
    "SecuredByPerimeter",
    "",
)
IDENTITY_TYPES = (
    "system_assigned",
    "SystemAssigned",
    "systemAssigned",
    "SYSTEM_ASSIGNED",
    "systemassigned",
    "none",
    "None",
    "system_assigned,user_assigned",
    "SystemAssigned,UserAssigned",
    "SystemAssigned, UserAssigned",
    "user_assigned,system_assigned",
    "user_assigned",
    "both",
)
KINDS = ("hub", "Hub", "HUB", "default", "project", "featurestore", "FeatureStore", "feature_store", "lean", "")

APPROVED = "isolation_mode: allow_only_approved_outbound"
FQDN = "name: pypi, type: fqdn, destination: pypi.org"
TAG = "service_tag: DataFactory, protocol: TCP, port_ranges: '443'"
ENDPOINT = f"service_resource_id: {STORAGE}, subresource_target: blob, spark_enabled: true"

TOP = {
    "minimal": "",
    "tags": "tags: {a: b, c: ''}",
    "tags-empty": "tags: {}",
    "tags-null": "tags: null",
    "tags-number": "tags: {a: 1}",
    "tags-value-null": "tags: {a: null}",
    "tags-list": "tags: [a]",
    "tags-key-number": "tags: {1: a}",
    "tags-nested": "tags: {a: {b: c}}",
    "unknown-key": "v1_legacy_mode: true",
    "unknown-key-typo": "storage_acount: x",
    "unknown-key-null": "whatever: null",
    "unknown-key-number": "1: x",
    "kind-null": "kind: null",
    "kind-number": "kind: 5",
    "kind-list": "kind: [hub]",
    "hub-id-of-default": f"hub_id: {HUB}",
    "hub-id-of-hub": f"kind: hub\nhub_id: {HUB}",
    "group-of-default": "default_resource_group: x",
    "group-of-hub": f"kind: hub\ndefault_resource_group: /subscriptions/{GUID}/resourceGroups/x",
    "group-of-hub-number": "kind: hub\ndefault_resource_group: 1",
    "projects-of-hub": "kind: hub\nassociated_workspaces: [a]",
    "projects-of-hub-text": "kind: hub\nassociated_workspaces: x",
    "projects-of-hub-null": "kind: hub\nassociated_workspaces: null",
    "project": f"kind: project\nhub_id: {HUB}",
    "project-without-hub": "kind: project",
    "project-with-hub-null": "kind: project\nhub_id: null",
    "project-with-hub-number": "kind: project\nhub_id: 5",
    "project-with-hub-name": "kind: project\nhub_id: hub",
    "project-with-group": f"kind: project\nhub_id: {HUB}\ndefault_resource_group: x",
    "project-with-storage": f"kind: project\nhub_id: {HUB}\nstorage_account: {STORAGE}",
    "key": f"customer_managed_key: {{key_vault: {VAULT}, key_uri: 'https://kv.vault.azure.net/keys/k/1'}}",
    "key-empty": "customer_managed_key: {}",
    "key-null": "customer_managed_key: null",
    "key-text": "customer_managed_key: x",
    "key-unknown": "customer_managed_key: {key: x}",
    "key-uri-null": "customer_managed_key: {key_uri: null}",
    "key-schema": "customer_managed_key: {$schema: x}",
    "acls": "network_acls: {default_action: Deny, ip_rules: [{value: 203.0.113.0/24}]}",
    "acls-allow": "network_acls: {default_action: Allow}",
    "acls-allow-null": "network_acls: {default_action: Allow, ip_rules: null}",
    "acls-deny-without": "network_acls: {default_action: Deny}",
    "acls-deny-empty": "network_acls: {default_action: Deny, ip_rules: []}",
    "acls-deny-null": "network_acls: {default_action: Deny, ip_rules: null}",
    "acls-lower-case": "network_acls: {default_action: deny, ip_rules: [{value: 203.0.113.0/24}]}",
    "acls-empty": "network_acls: {}",
    "acls-null": "network_acls: null",
    "acls-list": "network_acls: [x]",
    "acls-without-action": "network_acls: {ip_rules: []}",
    "acls-action-null": "network_acls: {default_action: null}",
    "acls-rule-text": "network_acls: {default_action: Deny, ip_rules: [203.0.113.0/24]}",
    "acls-rule-null": "network_acls: {default_action: Deny, ip_rules: [null]}",
    "acls-rule-empty": "network_acls: {default_action: Deny, ip_rules: [{}]}",
    "acls-rule-number": "network_acls: {default_action: Deny, ip_rules: [{value: 5}]}",
    "acls-rule-unknown": "network_acls: {default_action: Deny, ip_rules: [{value: 203.0.113.0/24, x: y}]}",
    "acls-rules-text": "network_acls: {default_action: Deny, ip_rules: x}",
    "acls-unknown": "network_acls: {default_action: Allow, bypass: x}",
    "acls-schema": "network_acls: {default_action: Allow, $schema: x}",
    "serverless": f"serverless_compute: {{custom_subnet: {SUBNET}, no_public_ip: true}}",
    "serverless-none": "serverless_compute: {custom_subnet: None}",
    "serverless-null-subnet": "serverless_compute: {custom_subnet: null}",
    "serverless-empty-subnet": "serverless_compute: {custom_subnet: ''}",
    "serverless-name": "serverless_compute: {custom_subnet: subnet}",
    "serverless-number": "serverless_compute: {custom_subnet: 5}",
    "serverless-empty": "serverless_compute: {}",
    "serverless-null": "serverless_compute: null",
    "serverless-text": "serverless_compute: x",
    "serverless-unknown": "serverless_compute: {subnet: x}",
    "serverless-ip-null": "serverless_compute: {no_public_ip: null}",
    "serverless-ip-text": "serverless_compute: {no_public_ip: 'no'}",
    "identity-with-id": f"identity: {{type: user_assigned, user_assigned_identities: {{{IDENTITY}: {{}}}}}}",
    "identity-with-parts": (
        f"identity: {{type: user_assigned, user_assigned_identities: {{{IDENTITY}: {{client_id: a, principal_id: b}}}}}}"
    ),
    "identity-with-unknown": f"identity: {{type: user_assigned, user_assigned_identities: {{{IDENTITY}: {{x: a}}}}}}",
    "identity-with-number": (
        f"identity: {{type: user_assigned, user_assigned_identities: {{{IDENTITY}: {{client_id: 5}}}}}}"
    ),
    "identity-with-null": f"identity: {{type: user_assigned, user_assigned_identities: {{{IDENTITY}: null}}}}",
    "identity-with-text": f"identity: {{type: user_assigned, user_assigned_identities: {{{IDENTITY}: x}}}}",
    "identity-list": f"identity: {{type: user_assigned, user_assigned_identities: [{IDENTITY}]}}",
    "identity-ids-null": "identity: {type: user_assigned, user_assigned_identities: null}",
    "identity-ids-empty": "identity: {type: user_assigned, user_assigned_identities: {}}",
    "identity-ids-text": "identity: {type: user_assigned, user_assigned_identities: x}",
    "identity-name": "identity: {type: user_assigned, user_assigned_identities: {me: {}}}",
    "identity-empty": "identity: {}",
    "identity-null": "identity: null",
    "identity-text": "identity: system_assigned",
    "identity-type-null": "identity: {type: null}",
    "identity-type-number": "identity: {type: 1}",
    "identity-principal": "identity: {type: system_assigned, principal_id: x, tenant_id: y}",
    "identity-principal-number": "identity: {type: system_assigned, principal_id: 5}",
    "identity-principal-null": "identity: {type: system_assigned, principal_id: null}",
    "identity-unknown": "identity: {type: system_assigned, identity_ids: [x]}",
    "access-boolean": "public_network_access: true",
    "access-null": "public_network_access: null",
    "access-number": "public_network_access: 1",
    "duplicate-key": "location: a\nlocation: b",
    "merge-key": "tags: &t {a: b}\n",
    "network-null": "managed_network: null",
    "network-text": "managed_network: allow_internet_outbound",
    "network-list": "managed_network: []",
    "network-empty": "managed_network: {}",
    "network-without-mode": "managed_network: {outbound_rules: []}",
}
"""Below ``name: ws-1``."""

KEY_URIS = (
    "https://kv.vault.azure.net/keys/k/1",
    "HTTPS://KV.VAULT.AZURE.NET/keys/k/1",
    "http://kv.vault.azure.net",
    "https://kv.vault.azure.net:443/keys/k",
    "https://10.0.0.4/keys/k",
    "ftp://kv.vault.azure.net/k",
    "https://kv/keys/k",
    "https://localhost/keys/k",
    "https:///keys/k",
    "kv.vault.azure.net/keys/k",
    "ssh://kv.vault.azure.net/k",
    "https://kv_1.vault.azure.net/k",
    "https://-kv.vault.azure.net/k",
    "https://kv.vault.azure.net/a b",
    "https://user:pass@kv.vault.azure.net/k",
    "https://kv.vault.azure.net?x=y",
    "https://kv.vault.azure.net.",
    "",
)

NETWORK = {
    "rules-null": "outbound_rules: null",
    "rules-empty": "outbound_rules: []",
    "rules-text": "outbound_rules: x",
    "rules-map": "outbound_rules: {pypi: {type: fqdn, destination: pypi.org}}",
    "rules-empty-map": "outbound_rules: {}",
    "rules-item-null": "outbound_rules: [null]",
    "rules-item-text": "outbound_rules: [pypi.org]",
    "rules-item-list": "outbound_rules: [[a]]",
    "rules-item-empty": "outbound_rules: [{}]",
    "typo": "outbound_ruless: []",
    "typo-sku": "firewall_skuu: basic",
    "camel-case": "outboundRules: []",
    "kind": "managed_network_kind: V2",
    "unknown-null": "whatever: null",
    "number-key": "5: x",
    "network-id": "network_id: x",
    "network-id-number": "network_id: 5",
    "network-id-null": "network_id: null",
    "status": "status: {spark_ready: true, status: Active}",
    "status-unknown": "status: {x: y}",
    "status-text": "status: Active",
    "status-null": "status: null",
    "sku-null": "firewall_sku: null",
    "sku-number": "firewall_sku: 1",
    "stray-destination": "destination: pypi.org",
    "stray-body": "outbound_rules: [{name: pypi}], destination: pypi.org, type: fqdn",
}
"""Entries beside an isolation mode."""

RULES = {
    "fqdn": FQDN,
    "fqdn-several": "name: torch, type: fqdn, destination: 'pytorch.org, *.pytorch.org'",
    "fqdn-empty": "name: pypi, type: fqdn, destination: ''",
    "fqdn-number": "name: pypi, type: fqdn, destination: 5",
    "fqdn-null": "name: pypi, type: fqdn, destination: null",
    "fqdn-list": "name: pypi, type: fqdn, destination: [pypi.org]",
    "fqdn-boolean": "name: pypi, type: fqdn, destination: true",
    "fqdn-with-fqdns": f"{FQDN}, fqdns: [x.org]",
    "fqdn-with-fqdns-null": f"{FQDN}, fqdns: null",
    "no-destination": "name: pypi, type: fqdn",
    "no-name": "type: fqdn, destination: pypi.org",
    "name-null": "name: null, type: fqdn, destination: pypi.org",
    "name-number": "name: 123, type: fqdn, destination: pypi.org",
    "name-boolean": "name: yes, type: fqdn, destination: pypi.org",
    "name-empty": "name: '', type: fqdn, destination: pypi.org",
    "name-of-host": "name: pypi.org, type: fqdn, destination: pypi.org",
    "no-type": "name: pypi, destination: pypi.org",
    "type-bogus": "name: pypi, type: bogus, destination: pypi.org",
    "type-null": "name: pypi, type: null, destination: pypi.org",
    "type-number": "name: pypi, type: 5, destination: pypi.org",
    "type-other": "name: pypi, type: private_endpoint, destination: pypi.org",
    "type-casing": "name: pypi, type: FQDN, destination: pypi.org",
    "unknown-key": f"{FQDN}, ports: 80",
    "category": f"{FQDN}, category: required",
    "category-number": f"{FQDN}, category: 5",
    "category-null": f"{FQDN}, category: null",
    "category-own": f"{FQDN}, category: user_defined",
    "status": f"{FQDN}, status: Active",
    "parents": f"{FQDN}, parent_rule_names: [a]",
    "tag": f"name: tag, type: service_tag, destination: {{{TAG}}}",
    "tag-prefixes": f"name: tag, type: service_tag, destination: {{{TAG}, address_prefixes: [10.0.0.0/8]}}",
    "tag-prefixes-empty": f"name: tag, type: service_tag, destination: {{{TAG}, address_prefixes: []}}",
    "tag-prefixes-null": f"name: tag, type: service_tag, destination: {{{TAG}, address_prefixes: null}}",
    "tag-prefixes-text": f"name: tag, type: service_tag, destination: {{{TAG}, address_prefixes: 10.0.0.0/8}}",
    "tag-prefixes-number": f"name: tag, type: service_tag, destination: {{{TAG}, address_prefixes: [5]}}",
    "tag-empty": "name: tag, type: service_tag, destination: {service_tag: '', protocol: TCP, port_ranges: '1'}",
    "tag-null": "name: tag, type: service_tag, destination: {service_tag: null, protocol: TCP, port_ranges: '1'}",
    "tag-missing": "name: tag, type: service_tag, destination: {protocol: TCP, port_ranges: '1'}",
    "tag-without-protocol": "name: tag, type: service_tag, destination: {service_tag: Sql, port_ranges: '1'}",
    "tag-without-ports": "name: tag, type: service_tag, destination: {service_tag: Sql, protocol: TCP}",
    "tag-ports-number": "name: tag, type: service_tag, destination: {service_tag: Sql, protocol: TCP, port_ranges: 443}",
    "tag-ports-list": "name: tag, type: service_tag, destination: {service_tag: Sql, protocol: TCP, port_ranges: [443]}",
    "tag-ports-text": "name: tag, type: service_tag, destination: {service_tag: Sql, protocol: x, port_ranges: y}",
    "tag-ports-plain": "name: tag, type: service_tag, destination: {service_tag: Sql, protocol: TCP, port_ranges: 80-90}",
    "tag-ports-sexagesimal": "name: tag, type: service_tag, destination: {service_tag: S, protocol: TCP, port_ranges: 80:90}",
    "tag-protocol-number": "name: tag, type: service_tag, destination: {service_tag: Sql, protocol: 6, port_ranges: '1'}",
    "tag-action": f"name: tag, type: service_tag, destination: {{{TAG}, action: Allow}}",
    "tag-fqdns": f"name: tag, type: service_tag, destination: {{{TAG}}}, fqdns: [x.org]",
    "tag-inner-fqdns": f"name: tag, type: service_tag, destination: {{{TAG}, fqdns: [x.org]}}",
    "tag-type-bogus": f"name: tag, type: ServiceTag, destination: {{{TAG}}}",
    "tag-type-none": f"name: tag, destination: {{{TAG}}}",
    "endpoint": f"name: lake, type: private_endpoint, destination: {{{ENDPOINT}}}",
    "endpoint-fqdns": f"name: lake, type: private_endpoint, destination: {{{ENDPOINT}}}, fqdns: [a.org]",
    "endpoint-fqdns-empty": f"name: lake, type: private_endpoint, destination: {{{ENDPOINT}}}, fqdns: []",
    "endpoint-fqdns-null": f"name: lake, type: private_endpoint, destination: {{{ENDPOINT}}}, fqdns: null",
    "endpoint-fqdns-text": f"name: lake, type: private_endpoint, destination: {{{ENDPOINT}}}, fqdns: a.org",
    "endpoint-fqdns-number": f"name: lake, type: private_endpoint, destination: {{{ENDPOINT}}}, fqdns: [5]",
    "endpoint-inner-fqdns": f"name: lake, type: private_endpoint, destination: {{{ENDPOINT}, fqdns: [a.org]}}",
    "endpoint-unknown": f"name: lake, type: private_endpoint, destination: {{{ENDPOINT}, pe_fqdn: x}}",
    "endpoint-no-spark": f"name: lake, type: private_endpoint, destination: {{service_resource_id: {STORAGE}, subresource_target: blob}}",
    "endpoint-no-sub": f"name: lake, type: private_endpoint, destination: {{service_resource_id: {STORAGE}, spark_enabled: true}}",
    "endpoint-no-id": "name: lake, type: private_endpoint, destination: {subresource_target: blob, spark_enabled: true}",
    "endpoint-id-null": "name: lake, destination: {service_resource_id: null, subresource_target: blob, spark_enabled: true}",
    "endpoint-sub-number": f"name: lake, destination: {{service_resource_id: {STORAGE}, subresource_target: 5, spark_enabled: true}}",
    "endpoint-id-name": "name: lake, type: private_endpoint, destination: {service_resource_id: lake, subresource_target: blob, spark_enabled: no}",
    "endpoint-type-fqdn": f"name: lake, type: fqdn, destination: {{{ENDPOINT}}}",
    "endpoint-type-casing": f"name: lake, type: PrivateEndpoint, destination: {{{ENDPOINT}}}",
    "mixed": f"name: mix, type: private_endpoint, destination: {{{ENDPOINT}, {TAG}}}",
    "empty-destination": "name: mix, type: private_endpoint, destination: {}",
    "strange-destination": "name: mix, type: private_endpoint, destination: {a: b}",
}
"""The keys of a single rule."""

RAW = {
    "empty-file": "",
    "only-comment": "# nothing\n",
    "null-file": "null\n",
    "list-file": "- name: a\n",
    "text-file": "name\n",
    "no-name": "location: westeurope\n",
    "name-null": "name: null\n",
    "name-number": "name: 5\n",
    "name-date": "name: 2024-01-01\n",
    "name-list": "name: [a]\n",
    "two-documents": "name: a-1\n---\nname: b-1\n",
    "document-end": "---\nname: ws-1\n...\n",
    "bom": "\ufeffname: ws-1\n",
    "carriage-returns": "name: ws-1\r\nlocation: westeurope\r\n",
    "lone-carriage-returns": "name: ws-1\rlocation: westeurope\r",
    "tab": "name: ws-1\ntags:\n\ta: b\n",
    "tab-after-colon": "name:\tws-1\n",
    "tab-at-end": "name: ws-1\t\n",
    "unclosed": "name: 'ws-1\n",
    "alias": "name: &n ws-1\ndescription: *n\n",
    "unknown-alias": "name: *n\n",
    "star": "name: *.pypi.org\n",
    "recursion": "name: ws-1\ntags: &t {a: *t}\n",
    "merge": "x: &x {a: b}\nname: ws-1\n",
    "merge-in": "name: ws-1\ntags: {<<: {a: b}, c: d}\n",
    "merge-list": "name: ws-1\ntags: {<<: [{a: b}, {a: c}], c: d}\n",
    "merge-number": "name: ws-1\ntags: {<<: 5}\n",
    "quoted-merge": "name: ws-1\ntags: {'<<': x}\n",
    "equals": "name: ws-1\ndescription: =\n",
    "tag-str": "name: !!str 5\n",
    "tag-python": "name: !!python/object:os.system x\n",
    "tag-own": "name: !x ws-1\n",
    "complex-key": "name: ws-1\n? [a]\n: b\n",
    "json": '{"name": "ws-1", "tags": {"a": "b"}}\n',
    "control": "name: ws-1\ndescription: a\x07b\n",
    "nul": "name: ws-1\0\n",
    "next-line": "name: ws-1\ndescription: a\u2028b\n",
    "misindented-rules": (
        "name: ws-1\nmanaged_network:\n  isolation_mode: allow_internet_outbound\n  outbound_rules:\n  - name: added-perule\n"
        f"  destination:\n    service_resource_id: {STORAGE}\n    spark_enabled: true\n    subresource_target: blob\n"
        "  type: private_endpoint\n"
    ),
    "duplicate-rule-names": f"name: ws-1\nmanaged_network: {{{APPROVED}, outbound_rules: [{{{FQDN}}}, {{{FQDN}}}]}}\n",
}
"""Whole files."""


def _documents() -> dict[str, str]:
    found = {f"raw/{case}": text for case, text in RAW.items()}
    found |= {f"top/{case}": f"name: ws-1\n{text}\n" for case, text in TOP.items()}
    found |= {
        f"top/{key}={case}": f"name: ws-1\n{key}: {value}\n"
        for key, (case, value) in product((*TEXTS, *DEPENDENCIES), ODD_VALUES.items())
    }
    found |= {f"top/{key}={value}": f"name: ws-1\n{key}: {value}\n" for key, value in product(FLAGS, FLAG_VALUES)}
    for key, right in DEPENDENCIES.items():
        forms = {
            "right": right,
            "upper": right.upper(),
            "slash": right + "/",
            "child": right + "/x/y",
            "without-group": right.replace("/resourceGroups/ml", ""),
            "azureml": f"azureml:{right}",
            "no-guid": right.replace(GUID, "my-subscription"),
            "placeholder": right.replace(GUID, "<SUBSCRIPTION_ID>"),
            "placeholder-name": right.rpartition("/")[0] + "/<NAME>",
            "blank": f"'{right} '",
        }
        found |= {f"top/{key}={case}": f"name: ws-1\n{key}: {value}\n" for case, value in forms.items()}
    found |= {f"top/key_uri={each}": f"name: ws-1\ncustomer_managed_key: {{key_uri: '{each}'}}\n" for each in KEY_URIS}
    found |= {f"top/access={each}": f"name: ws-1\npublic_network_access: '{each}'\n" for each in ACCESS}
    found |= {f"top/kind={each}": f"name: ws-1\nkind: '{each}'\n" for each in KINDS}
    found |= {
        f"top/identity={each}": (
            f"name: ws-1\nidentity: {{type: '{each}', user_assigned_identities: {{{IDENTITY}: {{}}}}}}\n"
        )
        for each in IDENTITY_TYPES
    }
    found |= {f"network/mode={each}": f"name: ws-1\nmanaged_network: {{isolation_mode: '{each}'}}\n" for each in MODES}
    found |= {
        f"network/mode={case}": f"name: ws-1\nmanaged_network: {{isolation_mode: {value}}}\n"
        for case, value in ODD_VALUES.items()
    }
    found |= {
        f"network/sku={each}": f"name: ws-1\nmanaged_network: {{{APPROVED}, firewall_sku: '{each}'}}\n" for each in SKUS
    }
    found |= {
        f"network/{case}": f"name: ws-1\nmanaged_network: {{{APPROVED}, {text}}}\n" for case, text in NETWORK.items()
    }
    found |= {
        f"rule/{case}": f"name: ws-1\nmanaged_network: {{{APPROVED}, outbound_rules: [{{{text}}}]}}\n"
        for case, text in RULES.items()
    }
    found |= {
        f"rule/spark={value}": (
            f"name: ws-1\nmanaged_network: {{{APPROVED}, outbound_rules: [{{name: lake, type: private_endpoint, destination: "
            f"{{service_resource_id: {STORAGE}, subresource_target: blob, spark_enabled: {value}}}}}]}}\n"
        )
        for value in FLAG_VALUES
    }
    return found


DOCUMENTS = _documents()
