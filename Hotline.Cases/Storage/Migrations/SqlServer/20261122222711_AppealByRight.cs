using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    internal partial class AppealByRight : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CallScores_SampleId_ReviewerId",
                table: "CallScores");

            migrationBuilder.AddColumn<bool>(
                name: "DecidedByRight",
                table: "SampledCalls",
                type: "bit",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_CallScores_SampleId_ReviewerId",
                table: "CallScores",
                columns: new[] { "SampleId", "ReviewerId" },
                unique: true,
                filter: "\"Place\" < 3");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CallScores_SampleId_ReviewerId",
                table: "CallScores");

            migrationBuilder.DropColumn(
                name: "DecidedByRight",
                table: "SampledCalls");

            migrationBuilder.CreateIndex(
                name: "IX_CallScores_SampleId_ReviewerId",
                table: "CallScores",
                columns: new[] { "SampleId", "ReviewerId" },
                unique: true);
        }
    }
}
