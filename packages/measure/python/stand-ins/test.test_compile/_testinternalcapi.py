"""The file asks as it is imported whether code objects have columns."""


def get_config():
    return {"code_debug_ranges": 1}
