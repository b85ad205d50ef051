using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class Letters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "LeaderInstructions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CaseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Leader = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    GivenOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Due = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    NextAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    LateAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    EnteredAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    EnteredBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Report = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    ReportedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    ReportedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LeaderInstructions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LetterCounters",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    Last = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LetterCounters", x => new { x.Kind, x.Year });
                });

            migrationBuilder.CreateTable(
                name: "LetterPrints",
                columns: table => new
                {
                    LetterId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    AskedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    AskedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    MadeAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LetterPrints", x => x.LetterId);
                });

            migrationBuilder.CreateTable(
                name: "Letters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    Seq = table.Column<int>(type: "INTEGER", nullable: true),
                    CaseId = table.Column<Guid>(type: "TEXT", nullable: true),
                    CaseNumber = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    UnitId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    UnitName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    OfficeId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    OfficeName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Clause = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    IssuedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    IssuedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    IssuedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Due = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    StrikesOff = table.Column<bool>(type: "INTEGER", nullable: false),
                    NextAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    LateAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    Reply = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    RepliedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    RepliedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    StruckOffAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    StruckOffBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    StrikeOffNote = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Letters", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_LeaderInstructions_CaseId",
                table: "LeaderInstructions",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_LeaderInstructions_NextAt",
                table: "LeaderInstructions",
                column: "NextAt",
                filter: "\"NextAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LetterPrints_NextAt",
                table: "LetterPrints",
                column: "NextAt",
                filter: "\"NextAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_CaseId",
                table: "Letters",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_IssuedAt",
                table: "Letters",
                column: "IssuedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_Kind_Year_Seq",
                table: "Letters",
                columns: new[] { "Kind", "Year", "Seq" },
                unique: true,
                filter: "\"Seq\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_NextAt",
                table: "Letters",
                column: "NextAt",
                filter: "\"NextAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_OfficeId",
                table: "Letters",
                column: "OfficeId");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_UnitId_IssuedAt",
                table: "Letters",
                columns: new[] { "UnitId", "IssuedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LeaderInstructions");

            migrationBuilder.DropTable(
                name: "LetterCounters");

            migrationBuilder.DropTable(
                name: "LetterPrints");

            migrationBuilder.DropTable(
                name: "Letters");
        }
    }
}
