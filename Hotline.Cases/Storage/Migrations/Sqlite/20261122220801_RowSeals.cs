using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class RowSeals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "UnitRequests",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Tasks",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Surveys",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "SampledCalls",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Recordings",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Notices",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "HandlingRecords",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Countdowns",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "CoHandlings",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Parts",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Cases",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "CallScores",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Hash",
                table: "Audit",
                type: "TEXT",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "Seq",
                table: "Audit",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Assignments",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Adjudications",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Chains",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Length = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Chains", x => x.Name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Seq",
                table: "Audit",
                column: "Seq");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Chains");

            migrationBuilder.DropIndex(
                name: "IX_Audit_Seq",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "UnitRequests");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "Surveys");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "SampledCalls");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "Recordings");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "HandlingRecords");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "Countdowns");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "CoHandlings");

            migrationBuilder.DropColumn(
                name: "Parts",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "CallScores");

            migrationBuilder.DropColumn(
                name: "Hash",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "Seq",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "Assignments");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "Adjudications");
        }
    }
}
