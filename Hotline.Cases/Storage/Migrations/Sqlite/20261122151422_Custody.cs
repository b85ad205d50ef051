using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.Sqlite
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
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DeletedAt",
                table: "Recordings",
                type: "TEXT",
                maxLength: 28,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Legs",
                table: "Recordings",
                type: "TEXT",
                maxLength: -1,
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "NotPackedAt",
                table: "Recordings",
                type: "TEXT",
                maxLength: 28,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PackedAt",
                table: "Recordings",
                type: "TEXT",
                maxLength: 28,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PackedBytes",
                table: "Recordings",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PackedSha256",
                table: "Recordings",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "DeletionCertificates",
                columns: table => new
                {
                    RecordingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    DurationSeconds = table.Column<double>(type: "REAL", nullable: true),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Rule = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    BegunAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    DeletedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeletionCertificates", x => x.RecordingId);
                });

            migrationBuilder.CreateTable(
                name: "RecordingAlarms",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CallId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RecordingId = table.Column<Guid>(type: "TEXT", nullable: true),
                    AgentId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Party = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    MissingSeconds = table.Column<double>(type: "REAL", nullable: true),
                    RaisedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    ClosedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    ClosedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecordingAlarms", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RecordingExports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RecordingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    AskedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    AskedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    AskedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    DecidedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Decision = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    ExpiresAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    Fetched = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecordingExports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RecordingHolds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RecordingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    SetAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    SetBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    EndedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    EndedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    EndReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecordingHolds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RecordingMarks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RecordingId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    FromSeconds = table.Column<double>(type: "REAL", nullable: false),
                    ToSeconds = table.Column<double>(type: "REAL", nullable: true),
                    Text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false)
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
