-- The tables of SSL Credentials for Spring Boot, for H2 2.1 or later. It can be run again.

create table if not exists ssl_credential_epoch (
	id smallint default 1 not null primary key check (id = 1),
	epoch varchar(36) not null,
	schema_version integer not null
);

-- One row for each path there ever was. It outlives the versions, so that no number is given twice, and says which one
-- was in force last, so that rows that a truncation has taken are not taken for deleted ones.
create table if not exists ssl_credential_path (
	path_hash binary varying(32) not null primary key,
	path varchar(1024) not null,
	last_version bigint default 0 not null,
	sequence bigint default 0 not null,
	active_version bigint
);

-- The state is an enum, not a check of a list: H2 compares a list by the session that has made the table, and refuses
-- every row when that connection is closed.
create table if not exists ssl_credential (
	path_hash binary varying(32) not null references ssl_credential_path,
	path varchar(1024) not null,
	version bigint not null check (version > 0),
	state enum ('pending', 'staged', 'active', 'retired', 'revoked') not null,
	sequence bigint default 0 not null,
	format integer not null,
	key_id varchar(32) not null,
	content binary varying(2097152) not null,
	fingerprint varchar(64) not null,
	not_before timestamp with time zone not null,
	not_after timestamp with time zone not null,
	stored_at timestamp with time zone default current_timestamp not null,
	changed_at timestamp with time zone default current_timestamp not null,
	active_path_hash binary varying(32) generated always as (case when state = 'active' then path_hash end),
	primary key (path_hash, version),
	constraint ssl_credential_active unique (active_path_hash)
);

-- The sequence is drawn under the lock of the path's row, so that it has the order of the commits.
create trigger if not exists ssl_credential_sequence before insert, update, delete on ssl_credential
	for each row call 'io.github.sslcredentials.store.jdbc.H2SequenceTrigger';

insert into ssl_credential_epoch (epoch, schema_version)
	select random_uuid(), 1 where not exists (select 1 from ssl_credential_epoch);

-- One row for each version and threshold of which somebody has said that it is reached. Old rows may be deleted.
create table if not exists ssl_credential_notice (
	path_hash binary varying(32) not null,
	version varchar(200) not null,
	threshold_seconds bigint not null,
	claim varchar(36) not null,
	claimed_at timestamp with time zone default current_timestamp not null,
	primary key (path_hash, version, threshold_seconds)
);
