using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class Exchange : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Superior",
                table: "Cases",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ExchangedFiles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    LinkId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Peer = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Incoming = table.Column<bool>(type: "INTEGER", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    MediaType = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ContentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Wrong = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAttemptAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExchangedFiles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ExchangeLinks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Peer = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Above = table.Column<bool>(type: "INTEGER", nullable: false),
                    CaseId = table.Column<Guid>(type: "TEXT", nullable: true),
                    CaseNumber = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    UnitId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    PeerNumber = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ContactId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Sent = table.Column<int>(type: "INTEGER", nullable: false),
                    Received = table.Column<int>(type: "INTEGER", nullable: false),
                    Signed = table.Column<bool>(type: "INTEGER", nullable: false),
                    ToldDue = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    OpenedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    EndedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExchangeLinks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReceivedLetters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Peer = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    LinkId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Seq = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    At = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    CameAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReceivedLetters", x => new { x.Peer, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "SentLetters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    LinkId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Peer = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CaseNumber = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Seq = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    At = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAttemptAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    QueuedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    SentAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SentLetters", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ExchangedFiles_LinkId",
                table: "ExchangedFiles",
                column: "LinkId");

            migrationBuilder.CreateIndex(
                name: "IX_ExchangedFiles_NextAttemptAt",
                table: "ExchangedFiles",
                column: "NextAttemptAt",
                filter: "\"NextAttemptAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ExchangedFiles_Peer_Sha256",
                table: "ExchangedFiles",
                columns: new[] { "Peer", "Sha256" });

            migrationBuilder.CreateIndex(
                name: "IX_ExchangeLinks_CaseId",
                table: "ExchangeLinks",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_ReceivedLetters_CameAt",
                table: "ReceivedLetters",
                column: "CameAt");

            migrationBuilder.CreateIndex(
                name: "IX_ReceivedLetters_LinkId_Seq",
                table: "ReceivedLetters",
                columns: new[] { "LinkId", "Seq" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReceivedLetters_Peer_State",
                table: "ReceivedLetters",
                columns: new[] { "Peer", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_SentLetters_At",
                table: "SentLetters",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_SentLetters_LinkId_Seq",
                table: "SentLetters",
                columns: new[] { "LinkId", "Seq" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SentLetters_NextAttemptAt",
                table: "SentLetters",
                column: "NextAttemptAt",
                filter: "\"NextAttemptAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_SentLetters_Peer_State",
                table: "SentLetters",
                columns: new[] { "Peer", "State" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ExchangedFiles");

            migrationBuilder.DropTable(
                name: "ExchangeLinks");

            migrationBuilder.DropTable(
                name: "ReceivedLetters");

            migrationBuilder.DropTable(
                name: "SentLetters");

            migrationBuilder.DropColumn(
                name: "Superior",
                table: "Cases");
        }
    }
}
