using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.SqlServer
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
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ExchangedFiles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LinkId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Peer = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Incoming = table.Column<bool>(type: "bit", nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    MediaType = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    ContentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    Wrong = table.Column<int>(type: "int", nullable: false),
                    NextAttemptAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExchangedFiles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ExchangeLinks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Peer = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Above = table.Column<bool>(type: "bit", nullable: false),
                    CaseId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    CaseNumber = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    UnitId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    PeerNumber = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    ContactId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Sent = table.Column<int>(type: "int", nullable: false),
                    Received = table.Column<int>(type: "int", nullable: false),
                    Signed = table.Column<bool>(type: "bit", nullable: false),
                    ToldDue = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    OpenedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExchangeLinks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReceivedLetters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Peer = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    LinkId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Seq = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    CameAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReceivedLetters", x => new { x.Peer, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "SentLetters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LinkId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Peer = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    CaseNumber = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Seq = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    NextAttemptAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    QueuedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    SentAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true)
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
