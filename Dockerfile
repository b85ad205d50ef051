# Copies what `./hotline publish` has built, for the kind of processor that it was built on; nothing is compiled in the image.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY artifacts/publish/ ./
RUN mkdir /data && chown app /data
USER app
VOLUME /data
EXPOSE 8012/tcp 5060/udp 5060/tcp 20000-20999/udp
ENTRYPOINT ["dotnet", "Hotline.Host.dll"]
CMD ["run", "--data", "/data"]
