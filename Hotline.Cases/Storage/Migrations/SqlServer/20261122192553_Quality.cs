using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    internal partial class Quality : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CallDraws",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PlanId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    From = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    To = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Seed = table.Column<int>(type: "int", nullable: false),
                    Population = table.Column<int>(type: "int", nullable: false),
                    Drawn = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CallDraws", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SampledCalls",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PlanId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DrawId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DrawNumber = table.Column<int>(type: "int", nullable: false),
                    ContactId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RecordingId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AgentId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    ArrivedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    IsDouble = table.Column<bool>(type: "bit", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    GivenScoreId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    GivenOutAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    GivenOutById = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    GivenOutBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    AppealUntil = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    AppealedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    AppealReason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    DecidedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    DecisionReason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SampledCalls", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SamplingPlans",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    SheetId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    SheetVersion = table.Column<int>(type: "int", nullable: false),
                    SheetName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Pass = table.Column<int>(type: "int", nullable: false),
                    Items = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    AgentId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    SkillGroup = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    RatingAtMost = table.Column<int>(type: "int", nullable: true),
                    Keyword = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    PerAgent = table.Column<bool>(type: "bit", nullable: false),
                    Count = table.Column<int>(type: "int", nullable: false),
                    DoubleCount = table.Column<int>(type: "int", nullable: false),
                    MadeAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    MadeBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SamplingPlans", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CallScores",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SampleId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Place = table.Column<int>(type: "int", nullable: false),
                    ReviewerId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Reviewer = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Items = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Marks = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Total = table.Column<double>(type: "float", nullable: false),
                    Passed = table.Column<bool>(type: "bit", nullable: false),
                    Note = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CallScores", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CallScores_SampledCalls_SampleId",
                        column: x => x.SampleId,
                        principalTable: "SampledCalls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CallDraws_PlanId_Number",
                table: "CallDraws",
                columns: new[] { "PlanId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CallScores_At",
                table: "CallScores",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_CallScores_SampleId_Place",
                table: "CallScores",
                columns: new[] { "SampleId", "Place" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CallScores_SampleId_ReviewerId",
                table: "CallScores",
                columns: new[] { "SampleId", "ReviewerId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SampledCalls_AgentId_GivenOutAt",
                table: "SampledCalls",
                columns: new[] { "AgentId", "GivenOutAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SampledCalls_PlanId_ContactId",
                table: "SampledCalls",
                columns: new[] { "PlanId", "ContactId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SampledCalls_RecordingId",
                table: "SampledCalls",
                column: "RecordingId");

            migrationBuilder.CreateIndex(
                name: "IX_SampledCalls_State_ArrivedAt",
                table: "SampledCalls",
                columns: new[] { "State", "ArrivedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SamplingPlans_SheetId_SheetVersion",
                table: "SamplingPlans",
                columns: new[] { "SheetId", "SheetVersion" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CallDraws");

            migrationBuilder.DropTable(
                name: "CallScores");

            migrationBuilder.DropTable(
                name: "SamplingPlans");

            migrationBuilder.DropTable(
                name: "SampledCalls");
        }
    }
}
