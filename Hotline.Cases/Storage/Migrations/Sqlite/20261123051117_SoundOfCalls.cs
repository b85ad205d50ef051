using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class SoundOfCalls : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double>(
                name: "Opinion",
                table: "Recordings",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Sounds",
                table: "Recordings",
                type: "TEXT",
                maxLength: -1,
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.CreateIndex(
                name: "IX_Recordings_Opinion",
                table: "Recordings",
                column: "Opinion");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Recordings_Opinion",
                table: "Recordings");

            migrationBuilder.DropColumn(
                name: "Opinion",
                table: "Recordings");

            migrationBuilder.DropColumn(
                name: "Sounds",
                table: "Recordings");
        }
    }
}
