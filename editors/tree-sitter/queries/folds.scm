[ (body) (list) (map) (record_type) (block_string) ] @fold
