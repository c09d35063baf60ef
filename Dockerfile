# audit-cli for those without a Swift toolchain.
#
#   docker build -t isolation-audit .
#   docker run --rm --network none -v "$PWD:/audit" -u "$(id -u):$(id -g)" isolation-audit \
#     audit --snapshot examples/flowmart/snapshot --policy policies/flowmart.yaml --output text=-

FROM swift:6.3-bookworm AS builder
RUN apt-get update -q \
 && apt-get install -y -q --no-install-recommends libxml2-dev libsqlite3-dev pkg-config \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
# The dependencies change less often than the sources: fetched in a layer of their own.
COPY Package.* ./
RUN swift package resolve
COPY Sources ./Sources
COPY Tests ./Tests
RUN swift build -c release --product audit-cli --static-swift-stdlib \
 && install -D --strip "$(swift build -c release --static-swift-stdlib --show-bin-path)/audit-cli" /out/audit-cli

FROM debian:bookworm-slim
RUN apt-get update -q \
 && apt-get install -y -q --no-install-recommends libxml2 libsqlite3-0 libstdc++6 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /audit --create-home auditor
COPY --from=builder /out/audit-cli /usr/local/bin/audit-cli
COPY LICENSE /usr/share/doc/isolation-audit/LICENSE
COPY policies /usr/share/isolation-audit/policies
USER auditor
WORKDIR /audit
ENTRYPOINT ["audit-cli"]
CMD ["--help"]
