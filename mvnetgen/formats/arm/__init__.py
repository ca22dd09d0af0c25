"""
The body of an ARM request, as azapi and Bicep carry it: its keys, and how Azure reads them.

The keys are those of Microsoft.MachineLearningServices/workspaces in all api-versions up to 2026-05-15-preview, as azapi
embeds them (generated types, commit c43c57b of 2026-08-13). Which version has which key is asked elsewhere
(`azure.api_versions`).
"""

from mvnetgen.formats.arm.kinds import Anything, arm_choice, name_of
from mvnetgen.formats.arm.outbound_rules import PRIVATE_ENDPOINT, SERVICE_TAG, read_rule
from mvnetgen.formats.arm.workspace import NETWORK, PATCH, WHOLE

__all__ = [
    "NETWORK",
    "PATCH",
    "PRIVATE_ENDPOINT",
    "SERVICE_TAG",
    "WHOLE",
    "Anything",
    "arm_choice",
    "name_of",
    "read_rule",
]
