using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    internal partial class Custody : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double>(
                name: "Completeness",
                table: "Recordings",
                type: "float",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "DeletedAt",
                table: "Recordings",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Legs",
                table: "Recordings",
                type: "nvarchar(max)",
                maxLength: -1,
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "NotPackedAt",
                table: "Recordings",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "PackedAt",
                table: "Recordings",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PackedBytes",
                table: "Recordings",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PackedSha256",
                table: "Recordings",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "DeletionCertificates",
                columns: table => new
                {
                    RecordingId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    DurationSeconds = table.Column<double>(type: "float", nullable: true),
                    Sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Rule = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    BegunAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    DeletedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeletionCertificates", x => x.RecordingId);
                });

            migrationBuilder.CreateTable(
                name: "RecordingAlarms",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CallId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    RecordingId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    AgentId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Party = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    MissingSeconds = table.Column<double>(type: "float", nullable: true),
                    RaisedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    ClosedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    ClosedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Note = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecordingAlarms", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RecordingExports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RecordingId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    AskedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    AskedById = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AskedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    DecidedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    DecidedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Decision = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    Fetched = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecordingExports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RecordingHolds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RecordingId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    SetAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    SetBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    EndedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    EndReason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecordingHolds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RecordingMarks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RecordingId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    FromSeconds = table.Column<double>(type: "float", nullable: false),
                    ToSeconds = table.Column<double>(type: "float", nullable: true),
                    Text = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecordingMarks", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DeletionCertificates_DeletedAt",
                table: "DeletionCertificates",
                column: "DeletedAt");

            migrationBuilder.CreateIndex(
                name: "IX_RecordingAlarms_CallId",
                table: "RecordingAlarms",
                column: "CallId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RecordingAlarms_RaisedAt",
                table: "RecordingAlarms",
                column: "RaisedAt");

            migrationBuilder.CreateIndex(
                name: "IX_RecordingExports_AskedAt",
                table: "RecordingExports",
                column: "AskedAt");

            migrationBuilder.CreateIndex(
                name: "IX_RecordingExports_RecordingId",
                table: "RecordingExports",
                column: "RecordingId");

            migrationBuilder.CreateIndex(
                name: "IX_RecordingHolds_RecordingId",
                table: "RecordingHolds",
                column: "RecordingId");

            migrationBuilder.CreateIndex(
                name: "IX_RecordingMarks_RecordingId_FromSeconds",
                table: "RecordingMarks",
                columns: new[] { "RecordingId", "FromSeconds" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DeletionCertificates");

            migrationBuilder.DropTable(
                name: "RecordingAlarms");

            migrationBuilder.DropTable(
                name: "RecordingExports");

            migrationBuilder.DropTable(
                name: "RecordingHolds");

            migrationBuilder.DropTable(
                name: "RecordingMarks");

            migrationBuilder.DropColumn(
                name: "Completeness",
                table: "Recordings");

            migrationBuilder.DropColumn(
                name: "DeletedAt",
                table: "Recordings");

            migrationBuilder.DropColumn(
                name: "Legs",
                table: "Recordings");

            migrationBuilder.DropColumn(
                name: "NotPackedAt",
                table: "Recordings");

            migrationBuilder.DropColumn(
                name: "PackedAt",
                table: "Recordings");

            migrationBuilder.DropColumn(
                name: "PackedBytes",
                table: "Recordings");

            migrationBuilder.DropColumn(
                name: "PackedSha256",
                table: "Recordings");
        }
    }
}
